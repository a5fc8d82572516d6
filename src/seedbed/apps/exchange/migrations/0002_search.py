"""The full-text index: a virtual table on SQLite, an index on PostgreSQL."""

from django.db import migrations


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE VIRTUAL TABLE exchange_fts USING fts5"
            "(words, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
    else:
        schema_editor.execute(
            "CREATE INDEX exchange_searchtext_words ON exchange_searchtext "
            "USING gin (to_tsvector('english', words))"
        )


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE exchange_fts")
    else:
        schema_editor.execute("DROP INDEX exchange_searchtext_words")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [migrations.RunPython(make, drop)]

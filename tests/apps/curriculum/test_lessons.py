"""Lessons come in from CSV and Excel; rows that cannot are held by number and reason."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from seedbed.apps.curriculum import lesson_file, lesson_rows, queries, services
from seedbed.apps.curriculum.errors import MissingColumnsError, UnreadableFileError
from seedbed.apps.curriculum.models import Lesson

HEADER = "code,title,skill,modality,minutes,seats,needs,source"
GOOD = "L1,Meet ratios,R.1,live,35,15,,https://example.org/l1"


@pytest.fixture
def skills(cast):
    return services.make_framework(
        identifier="ratios",
        title="Ratios",
        skills=[("R.1", "Ratios", 6, 6), ("R.2", "Unit rates", 6, 6)],
    )


def csv_file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "lessons.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def test_a_lesson_comes_in_with_all_it_says(skills, tmp_path):
    row = 'L1,Meet ratios,R.1,ONLINE,35,15,"device, headphones",https://example.org/l1'

    report = services.import_lessons(path=csv_file(tmp_path, row))

    assert (report.n_new, report.n_held) == (1, 0)
    (lesson,) = queries.lesson_rows()
    assert (lesson.code, lesson.skill_id, lesson.modality) == ("L1", skills["R.1"], 3)
    assert (lesson.minutes, lesson.seats) == (35, 15)
    assert lesson.needs == "device,headphones"
    assert Lesson.objects.get().source_url == "https://example.org/l1"


def test_the_same_file_again_changes_nothing(skills, tmp_path):
    path = csv_file(tmp_path, GOOD)
    services.import_lessons(path=path)

    again = services.import_lessons(path=path)

    assert (again.n_new, again.n_changed, again.n_same) == (0, 0, 1)


def test_a_changed_row_brings_the_lesson_up_to_date(skills, tmp_path):
    services.import_lessons(path=csv_file(tmp_path, GOOD))

    report = services.import_lessons(
        path=csv_file(tmp_path, "L1,Meet unit rates,R.2,live,30,12,,")
    )

    assert (report.n_new, report.n_changed) == (0, 1)
    (lesson,) = queries.lesson_rows()
    assert (lesson.title, lesson.minutes, lesson.skill_id) == (
        "Meet unit rates", 30, skills["R.2"],
    )  # fmt: skip


def test_a_dry_run_reports_the_same_and_changes_nothing(skills, tmp_path):
    path = csv_file(tmp_path, GOOD, "L2,Bad,R.1,karaoke,35,15,,")

    dry = services.import_lessons(path=path, dry_run=True)

    assert not Lesson.objects.exists()
    wet = services.import_lessons(path=path)
    assert (dry.n_new, dry.problems) == (wet.n_new, wet.problems)
    assert (dry.dry_run, wet.dry_run) == (True, False)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            "L9,T,R.9,live,35,15,,",
            "Row 3: no skill is called 'R.9'; did you mean R.2 and R.1?",
        ),
        ("L9,T,trig,live,35,15,,", "Row 3: no skill is called 'trig'; import its"),
        ("L9,T,R.1,karaoke,35,15,,", "Row 3: no modality is called 'karaoke'; use one"),
        ("L9,T,R.1,mentor,35,15,,", "Row 3: no modality is called 'mentor'"),
        ("L9,T,R.1,live,2,15,,", "Row 3: the minutes are '2'; give a whole number"),
        ("L9,T,R.1,live,soon,15,,", "Row 3: the minutes are 'soon'"),
        ("L9,T,R.1,live,35,0,,", "Row 3: the seats are '0'; give a whole number"),
        ("L9,T,R.1,live,35,-4,,", "Row 3: the seats are '-4'"),
        ("L9,T,R.1,live,35,15,a pony,", "Row 3: nothing checks the need a pony;"),
        ("L9,T,R.1,live,35,15,,javascript:x", "Row 3: the source 'javascript:x' is no"),
        (",T,R.1,live,35,15,,", "Row 3: the code is empty"),
        ("L9,,R.1,live,35,15,,", "Row 3: the title is empty"),
        ("L1,T,R.1,live,35,15,,", "Row 3: the code 'L1' is used in row 2 already"),
        (f"{'L' * 121},T,R.1,live,35,15,,", "Row 3: the code has 121 characters"),
    ],
)
def test_a_row_with_a_problem_is_held_and_the_others_come_in(
    skills, tmp_path, row, sentence
):
    report = services.import_lessons(path=csv_file(tmp_path, GOOD, row))

    assert [problem.row for problem in report.problems] == [3]
    assert report.problems[0].message.startswith(sentence)
    assert (report.n_new, report.n_held) == (1, 1)


def test_every_problem_of_a_row_is_named_at_once(skills, tmp_path):
    report = services.import_lessons(path=csv_file(tmp_path, "L9,T,R.1,x,y,z,,"))

    codes = [problem.code for problem in report.problems]
    assert codes == ["bad-modality", "bad-minutes", "bad-seats"]
    assert report.n_held == 1


def test_a_cell_that_looks_like_a_formula_stays_text(skills, tmp_path):
    row = "L1,=HYPERLINK(evil),R.1,live,35,15,,"

    services.import_lessons(path=csv_file(tmp_path, row))

    assert queries.lesson_rows()[0].title == "=HYPERLINK(evil)"


def test_columns_may_be_missing_only_where_that_is_harmless(skills, tmp_path):
    short = csv_file(
        tmp_path, "L1,T,R.1,live,35", header="code,title,skill,modality,minutes"
    )

    with pytest.raises(MissingColumnsError) as refusal:
        services.import_lessons(path=short)
    assert "lacks the column seats" in str(refusal.value)

    bare = csv_file(
        tmp_path,
        "15;T;R.1;live;35;L1",
        header="SEATS;Title;Skill;modality;minutes;code",
    )
    assert services.import_lessons(path=bare).n_new == 1


def test_files_as_spreadsheets_write_them_are_read(skills, tmp_path):
    path = tmp_path / "lessons.csv"
    text = f"{HEADER}\r\n\r\nL1,Caf\u00e9 ratios,R.1,live,35,15,,\r\n"
    for encoding in ("utf-8-sig", "cp1252"):
        path.write_bytes(text.encode(encoding))
        report = services.import_lessons(path=path)
        assert (report.n_rows, report.n_held) == (1, 0), encoding

    assert queries.lesson_rows()[0].title == "Caf\u00e9 ratios"


def test_excel_is_read_with_the_row_numbers_people_see(skills, tmp_path):
    path = tmp_path / "lessons.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    rows = [
        HEADER.split(","),
        ["L1", "Meet ratios", "R.1", "live", 35, 15, "", ""],
        [],
        ["L2", "Bad seats", "R.1", "live", 35, 1.5, "", ""],
    ]
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()

    report = services.import_lessons(path=path)

    assert report.n_new == 1
    assert [problem.message for problem in report.problems] == [
        "Row 4: the seats are '1.5'; give a whole number from 1 to 500."
    ]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", MissingColumnsError),
        (b"\x00\x01\x02", MissingColumnsError),
        (b"PK\x03\x04 no workbook", UnreadableFileError),
    ],
)
def test_other_files_are_refused_in_a_sentence(skills, tmp_path, content, error):
    path = tmp_path / "lessons.xlsx"
    path.write_bytes(content)

    with pytest.raises(error, match=r"lessons\.xlsx"):
        services.import_lessons(path=path)


def test_files_too_large_are_refused_before_they_are_read(
    skills, tmp_path, monkeypatch
):
    path = csv_file(tmp_path, GOOD, GOOD)
    monkeypatch.setattr(lesson_file, "MAX_ROWS", 1)
    with pytest.raises(UnreadableFileError, match="it has over 1 row; split it"):
        services.import_lessons(path=path)

    monkeypatch.setattr(lesson_file, "MAX_BYTES", 10)
    with pytest.raises(UnreadableFileError, match="it is over 0 MB"):
        services.import_lessons(path=path)


def test_an_excel_file_that_unpacks_too_large_is_refused(skills, tmp_path, monkeypatch):
    path = tmp_path / "lessons.xlsx"
    xlsxwriter.Workbook(str(path)).close()
    monkeypatch.setattr(lesson_file, "MAX_UNPACKED_BYTES", 10)

    with pytest.raises(UnreadableFileError, match="it unpacks to over 200 MB"):
        services.import_lessons(path=path)


def test_a_cell_without_end_is_refused_in_a_sentence(skills, tmp_path):
    path = csv_file(tmp_path, f'L1,"{"x" * 140_000}')

    with pytest.raises(UnreadableFileError, match="it is not CSV"):
        services.import_lessons(path=path)


def test_a_source_too_long_is_held(skills, tmp_path):
    row = f"L9,T,R.1,live,35,15,,https://example.org/{'x' * 500}"

    report = services.import_lessons(path=csv_file(tmp_path, row))

    assert [problem.code for problem in report.problems] == ["long-source"]


def test_a_file_of_nonsense_gets_suggestions_for_its_first_words_only(
    skills, tmp_path, monkeypatch
):
    monkeypatch.setattr(lesson_rows, "MAX_SUGGESTIONS", 1)
    rows = [f"L{n},T,R.{n},live,35,15,," for n in (8, 8, 9)]

    report = services.import_lessons(path=csv_file(tmp_path, *rows))

    hints = ["did you mean" in problem.message for problem in report.problems]
    assert hints == [True, True, False]


def test_the_example_of_the_reference_page_comes_in(cast, tmp_path):
    services.install_default_framework()
    page = Path(__file__).resolve().parents[3] / "docs/reference/lessons-file.md"
    example = page.read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    path = tmp_path / "lessons.csv"
    path.write_text(example, encoding="utf-8")

    report = services.import_lessons(path=path)

    assert report.problems == ()
    assert report.n_new == 4

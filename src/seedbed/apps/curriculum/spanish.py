"""Spanish names of skills, strands and starter lessons, written by hand.

A name is kept once, in English, as the framework or the library has it, and said in
Spanish where it is shown: plans, slips and evidence of years ago need no new column.
What a school wrote itself is said as it was written.
"""

from __future__ import annotations

from functools import cache

from django.utils.translation import get_language

from .starter import WORDINGS, lesson_title
from .titles import curated_titles, spanish_titles

#: How a starter lesson is called after its skill, by the English wording.
SPANISH_WORDINGS = {
    "Meet {}": "{}: para empezar",
    "{}: talk it through": "{}: conversarlo juntos",
    "{}, step by step": "{}, paso a paso",
    "{}: find the snag": "{}: hallar el tropiezo",
    "{}: teach each other": "{}: explicarse unos a otros",
    "{}: compare two ways": "{}: comparar dos maneras",
    "{}: watch and try": "{}: mirar y probar",
    "{}: practice with hints": "{}: práctica con pistas",
    "{}: put it to use": "{}: ponerlo en práctica",
    "{}: find it in the world": "{}: buscarlo en el mundo",
    "{}: on your own": "{}: por tu cuenta",
    "{}: show what you can do": "{}: muestra lo que sabes",
}
#: Strands of Common Core mathematics as ``titles.strand_title`` prints them.
SPANISH_STRANDS = {
    "Arithmetic with Polynomials and Rational Expressions": (
        "Aritmética con polinomios y expresiones racionales"
    ),
    "Building Functions": "Construir funciones",
    "Circles": "Círculos",
    "Conditional Probability and the Rules of Probability": (
        "Probabilidad condicional y reglas de la probabilidad"
    ),
    "Congruence": "Congruencia",
    "Counting and Cardinality": "Conteo y cantidad",
    "Creating Equations": "Plantear ecuaciones",
    "Expressing Geometric Properties with Equations": (
        "Propiedades geométricas con ecuaciones"
    ),
    "Expressions and Equations": "Expresiones y ecuaciones",
    "Functions": "Funciones",
    "Geometric Measurement and Dimension": "Medición geométrica y dimensión",
    "Geometry": "Geometría",
    "Interpreting Categorical and Quantitative Data": (
        "Interpretar datos categóricos y cuantitativos"
    ),
    "Interpreting Functions": "Interpretar funciones",
    "Linear, Quadratic, And Exponential Models": (
        "Modelos lineales, cuadráticos y exponenciales"
    ),
    "Making Inferences and Justifying Conclusions": (
        "Hacer inferencias y justificar conclusiones"
    ),
    "Measurement and Data": "Medición y datos",
    "Modeling with Geometry": "Modelar con geometría",
    "Number and Operations in Base Ten": "Números y operaciones en base diez",
    "Number and Operations-Fractions": "Números y operaciones: fracciones",
    "Operations and Algebraic Thinking": "Operaciones y pensamiento algebraico",
    "Quantities": "Cantidades",
    "Ratios and Proportional Relationships": "Razones y relaciones proporcionales",
    "Reasoning with Equations and Inequalities": (
        "Razonar con ecuaciones y desigualdades"
    ),
    "Seeing Structure in Expressions": "Ver la estructura de las expresiones",
    "Similarity, Right Triangles, And Trigonometry": (
        "Semejanza, triángulos rectángulos y trigonometría"
    ),
    "Statistics and Probability": "Estadística y probabilidad",
    "The Complex Number System": "El sistema de los números complejos",
    "The Number System": "El sistema numérico",
    "The Real Number System": "El sistema de los números reales",
    "Trigonometric Functions": "Funciones trigonométricas",
}


def named(name: str) -> str:
    """Return a skill's, strand's or starter lesson's name as its reader says it."""
    return name_in(get_language(), name)


def name_in(language: str | None, name: str) -> str:
    """Return a skill's, strand's or starter lesson's name in a language.

    >>> name_in("es", "Unit rates"), name_in("es", "Learn to divide signed numbers")
    ('Tasas unitarias', 'Dividir números con signo: para empezar')
    >>> name_in("es", "Our own garden"), name_in("en", "Unit rates")
    ('Our own garden', 'Unit rates')
    """
    return _spanish_names().get(name, name) if language == "es" else name


@cache
def _spanish_names() -> dict[str, str]:
    """Return every name that has a Spanish one, by the English: some 6,000."""
    spanish = spanish_titles()
    names = dict(SPANISH_STRANDS)
    for code, title in curated_titles().items():
        names[title] = spanish[code]
        for wording in WORDINGS:
            said = SPANISH_WORDINGS[wording].format(spanish[code])
            names[lesson_title(title, wording)] = said
    return names

"""Writes requires-python.txt: what PyPA's packaging accepts, for RequiresPythonTest.

    pip install packaging==26.3
    python3 generate-requires-python-table.py > ../resources/io/abiwarden/core/wheel/requires-python.txt

Specifiers are made of every operator and a list of versions, and some are from published projects.
"""

import importlib.metadata

from packaging.specifiers import InvalidSpecifier, SpecifierSet

PYTHONS = "3.6.15 3.8.0 3.9.0 3.9.1 3.9.18 3.10.0 3.10.13 3.11.7 3.12.1 3.13.0 3.14.0 3.14.7 3.15.0".split()

OPERATORS = ["==", "!=", "<=", ">=", "<", ">", "~=", "===", "=", "=>", "^", ""]

VERSIONS = """
    3 3.9 3.9.0 3.9.1 3.09 3.14 3.14.7 3.14.7.0 03.14 3.15 4 4.0 2.7 v3.9 V3.9 0!3.9 1!3.9 3.9.* 3.* 3.14.7.* 3.9.0.*
    3.14.7.0.* 0!3.9.* v3.9.* * .9 3. 3..9 3.9.x 3.9a1 3.14.0rc1 3.14.0-rc.1 3.14.0RC1 3.15.0b4 3.15.0.dev1 3.15.dev
    3.14.post1 3.14.7-1 3.14.7.post0 3.14.7.rev3 3.14.7+local 3.14.7+ 3.14.7+a_b.1 3.9a1.* 3.9.dev0.* 3.9.*.1 3.9+x.*
    3.9.post 3.15a 3.15alpha0 3.15preview2 3.15c1 3.9.1.dev0+x 99999999999999999999.1 3.99999999999999999999
    3.14.7.1 3.14.6.99 banana 3.9; 3.9) (3.9 3,9 three
""".split()

WRITTEN = [
    "", " ", ",", ",,", ">=3.9", " >= 3.9 ", ">=3.9,<4", ">=3.9, <4.0, !=3.14.7", ">=2.7, !=3.0.*, !=3.1.*, !=3.2.*",
    ">=3.9,", ",>=3.9", ">=3.9,,<4", ">=3.9 <4", ">=3.9;<4", ">=3.9,<3.9", "~=3.9,!=3.14.*", ">=3.8,<3.15.0a0",
    ">=3.10.0rc1", "<3.15.0rc1", ">=3.15.0rc1", "<=3.15.0rc1", ">3.14.7.post1", "<3.14.7.post1", "!=3.9.*,!=3.10.*,>=3.9",
    "==3.14", "==3.14.*", "== 3.14.*", "> = 3.9", ">=3.9<4", "python>=3.9", ">=3.9\t,<4", "(>=3.9)", ">=3.9 # why",
    ">='3.9'", "3.9", ">=3.9,<3.15,!=3.9.0,!=3.9.1", "===3.14.7", "===3.14", "===3.14.7.0", "=== 3.14.7", "=====3.14.7",
    ">=3.7.1,<4.0", "<4,>=3.6.2", ">=3.9.*", "<3.15.*", ">3.8.*", "~=3.9.*", ">=3.12a1", "!=3.14.7+local", "==3.14.7+local",
    ">= 3.9, != 3.9.7", ">=3!3.9", "<1!0", "~=3.14.0", "~=3.14.0.0", "~=3.14.7.0", "~=3", "~=3.14.0rc1", "~=3.15.dev1",
]


def main():
    version = importlib.metadata.version("packaging")
    print(f"# Which Pythons a Requires-Python takes, says packaging {version}.")
    print("# Made by generate-requires-python-table.py in src/test/scripts; not edited by hand.")
    print("# Each line: the specifiers | the Pythons taken, or invalid")
    print("# pythons " + " ".join(PYTHONS))
    for text in WRITTEN + [operator + version for operator in OPERATORS for version in VERSIONS]:
        try:
            specifiers = SpecifierSet(text)
            answer = " ".join(p for p in PYTHONS if specifiers.contains(p, prereleases=True))
        except InvalidSpecifier:
            answer = "invalid"
        print(f"{text}|{answer}")


main()

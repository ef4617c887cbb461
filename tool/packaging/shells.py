"""The options as completions, one function a shell: the options of
completions.py in, the text of the file out."""

REVISIONS = "git for-each-ref --format='%(refname:short)' 2>/dev/null"

# ===----------------------------------------------------------------------===#
# bash
# ===----------------------------------------------------------------------===#

BASH = r"""# Completion of raiify for bash. Generated from its options.

# Words, parted by commas, of which the last one is being written.
_raiify_list() {
  local lead=
  [[ $1 == *,* ]] && lead=${1%,*},
  compopt -o nospace 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -P "$lead" -W "$2" -- "${1##*,}")
}

_raiify_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen "$2" -- "$1")
}

_raiify() {
  local cur=${COMP_WORDS[COMP_CWORD]} option= lead= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    if [[ ${COMP_WORDS[i]} == -- ]]; then # The compiler's flags.
      _raiify_files "$cur" -f
      return
    fi
  done
  # `--name=value` is one word or three: COMP_WORDBREAKS decides.
  option=${COMP_WORDS[COMP_CWORD - 1]}
  if [[ $cur == -*=* ]]; then
    option=${cur%%=*} lead=$option= cur=${cur#*=}
  elif [[ $cur == = ]]; then
    cur=
  elif [[ $option == = && $COMP_CWORD -gt 1 ]]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $option in
@CASES@
  *)
    if [[ $cur == -* ]]; then
      mapfile -t COMPREPLY < <(compgen -W '@OPTIONS@' -- "$cur")
      [[ ${COMPREPLY[*]} == *= ]] && compopt -o nospace 2>/dev/null
    else
      _raiify_files "$cur" -f
    fi
    ;;
  esac
  [[ $lead ]] && COMPREPLY=("${COMPREPLY[@]/#/$lead}")
  return 0
}

complete -F _raiify raiify
"""


def _bash_action(value):
    words = " ".join(value.words)
    revisions = REVISIONS.replace('"', '\\"')
    return {
        "files": '_raiify_files "$cur" -f',
        "folders": '_raiify_files "$cur" -d',
        "words": f"mapfile -t COMPREPLY < <(compgen -W '{words}' -- \"$cur\")",
        "list": f"_raiify_list \"$cur\" '{words}'",
        "revisions": 'mapfile -t COMPREPLY < <(compgen -W "$('
        + revisions
        + ')" -- "$cur")',
        "none": ":",
    }[value.kind]


def bash(options):
    cases, written = [], []
    for option in options:
        written.append(option.spelling + ("=" if option.joined else ""))
        if option.value:
            patterns = {option.spelling, "-" + option.spelling.lstrip("-")}
            cases.append(
                f"  {' | '.join(sorted(patterns))}) "
                f"{_bash_action(option.value)} ;;"
            )
    return BASH.replace("@CASES@", "\n".join(cases)).replace(
        "@OPTIONS@", " ".join(written)
    )


# ===----------------------------------------------------------------------===#
# zsh
# ===----------------------------------------------------------------------===#

ZSH = r"""#compdef raiify
# Completion of raiify for zsh. Generated from its options.

@FUNCTIONS@
_raiify_revisions() {
  compadd "$@" -- $(@REVISIONS@)
}

_arguments \
@SPECS@
  '(-)--[flags of the compiler]:*:flag:_files' \
  '*:path:_files'
"""


def _zsh_quote(text):
    """As part of a description in single quotes."""
    for char in "\\[]:":
        text = text.replace(char, "\\" + char)
    return text.replace("'", "'\\''")


def _zsh_words(option):
    """A function that adds the words of the option's value."""
    name = "_raiify_" + option.spelling.lstrip("-").replace("-", "_")
    words = " ".join(f"'{word}'" for word in option.value.words)
    text = f'{name}() {{\n  compadd "$@" -- {words}\n}}\n'
    return name, text


def _zsh_action(value, words):
    return {
        "files": "_files",
        "folders": "_files -/",
        "words": words,
        "list": f"_sequence {words}",
        "revisions": "_raiify_revisions",
        "none": "",
    }[value.kind]


def zsh(options):
    specs, functions = [], []
    for option in options:
        spec = option.spelling
        if option.value:
            spec += "=" if option.joined else "+"
        spec += f"[{_zsh_quote(option.help)}]"
        if option.value:
            name, text = _zsh_words(option)
            if option.value.words:
                functions.append(text)
            spec += f":{_zsh_quote(option.value.name)}:"
            spec += _zsh_action(option.value, name)
        specs.append(f"  '{spec}' \\")
    return (
        ZSH.replace("@FUNCTIONS@", "\n".join(functions))
        .replace("@REVISIONS@", REVISIONS)
        .replace("@SPECS@", "\n".join(specs))
    )


# ===----------------------------------------------------------------------===#
# fish
# ===----------------------------------------------------------------------===#


def _fish_quote(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _fish_action(value):
    words = " ".join(value.words)
    listed = " ".join(_fish_quote(word) for word in value.words)
    return {
        "files": "-r -F",
        "folders": "-x -a '(__fish_complete_directories)'",
        "words": f"-x -a {_fish_quote(words)}",
        "list": f"-x -a {_fish_quote(f'(__fish_append , {listed})')}",
        "revisions": f"-x -a {_fish_quote(f'({REVISIONS})')}",
        "none": "-x",
    }[value.kind]


def fish(options):
    lines = ["# Completion of raiify for fish. Generated from its options."]
    for option in options:
        name = option.spelling.lstrip("-")
        if option.spelling.startswith("--"):
            kind = "-l"
        else:
            kind = "-s" if len(name) == 1 else "-o"
        line = f"complete -c raiify {kind} {name}"
        if option.value:
            line += " " + _fish_action(option.value)
        lines.append(f"{line} -d {_fish_quote(option.help)}")
    return "\n".join(lines) + "\n"

# Prints what bash completes, one a line, sorted.
#
#   complete.bash [--joined] WORD...
#
# The last WORD is being written. The completion is loaded by bash-completion,
# from the places that it looks in for `raiify`. With --joined, `=` parts no
# words, as for those who take it out of COMP_WORDBREAKS.

. /usr/share/bash-completion/bash_completion
if [[ $1 == --joined ]]; then
  COMP_WORDBREAKS=${COMP_WORDBREAKS//=/}
  shift
fi
_completion_loader raiify
if ! complete -p raiify >/dev/null; then
  echo "complete.bash: no completion for raiify" >&2
  exit 1
fi

# Words as readline parts them.
COMP_WORDS=(raiify)
for word; do
  if [[ $word == -*=* && $COMP_WORDBREAKS == *=* ]]; then
    COMP_WORDS+=("${word%%=*}" =)
    word=${word#*=}
    [[ $word ]] || continue
  fi
  COMP_WORDS+=("$word")
done
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
COMP_LINE="raiify $*"
COMP_POINT=${#COMP_LINE}
_raiify raiify "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
[[ ${#COMPREPLY[@]} == 0 ]] || printf '%s\n' "${COMPREPLY[@]}" | LC_ALL=C sort

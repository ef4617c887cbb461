// Source text with colours, and with numbers where lines are known.

import hljs from 'highlight.js/lib/core';
import cpp from 'highlight.js/lib/languages/cpp';

hljs.registerLanguage('cpp', cpp);

export { hljs };

function highlighted(text) {
  return hljs.highlight(text, { language: 'cpp', ignoreIllegals: true }).value;
}

/** One line of C++; highlight.js escapes what it does not mark. */
export function Code({ text, ...rest }) {
  return (
    <code {...rest} dangerouslySetInnerHTML={{ __html: highlighted(text) }} />
  );
}

/** The lines around a place, that of the place marked. */
export function Excerpt({ report, where }) {
  const lines = report.lines.get(where.file);
  const [first, last] = where.lines || [1, 0];
  const numbers = [];
  for (let line = first; line <= last; ++line)
    if (lines?.has(line))
      numbers.push(line);
  if (numbers.length === 0)
    return (
      <p class="quiet">
        The source could not be read when this report was written.
      </p>
    );
  return (
    <ol class="excerpt">
      {numbers.map((line) => (
        <li key={line} class={line === where.line ? 'here' : undefined}>
          <span class="number">
            {line === where.line &&
             <span class="only-heard">marked line </span>}
            {line}
          </span>
          <Code text={lines.get(line)} />
        </li>
      ))}
    </ol>
  );
}

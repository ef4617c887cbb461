// Details that are drawn when they are asked for.

import { useState } from 'preact/hooks';

/** What is folded away is not in the page. */
export function Folded({ summary, children }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children()}
    </details>
  );
}

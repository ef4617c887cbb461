// Dark or light: as the system says, until the reader says otherwise.

import { useState } from 'preact/hooks';

const Name = 'raiify-theme';

/** What is kept in the browser; a page without storage forgets it. */
function stored() {
  try {
    return localStorage.getItem(Name);
  } catch {
    return null;
  }
}

function store(theme) {
  try {
    localStorage.setItem(Name, theme);
  } catch {
    // It holds until the page is closed.
  }
}

function apply(theme) {
  document.documentElement.dataset.theme = theme;
}

export function initTheme() {
  const kept = stored();
  if (kept === 'dark' || kept === 'light')
    apply(kept);
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark'
                : matchMedia('(prefers-color-scheme: dark)').matches;
}

export function ThemeButton() {
  const [dark, setDark] = useState(isDark);
  const toggle = () => {
    const theme = isDark() ? 'light' : 'dark';
    apply(theme);
    store(theme);
    setDark(theme === 'dark');
  };
  return (
    <button type="button" aria-pressed={dark} onClick={toggle}>Dark</button>
  );
}

/** What a person may choose; `auto` follows the system. */
export type ThemeChoice = 'light' | 'dark' | 'auto';
/** What is in force. */
export type Theme = 'light' | 'dark';

const KEY = 'delivery.theme';
const CHANGE = 'delivery-theme-change';
const system = matchMedia('(prefers-color-scheme: dark)');

/** The remembered choice; `auto` where there is none, or storage is not allowed. */
export function themeChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === 'light' || stored === 'dark' ? stored : 'auto';
  } catch {
    return 'auto';
  }
}

/** Remembers a choice and puts it in force. */
export function chooseTheme(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Without storage it holds for this document.
  }
  apply(choice);
}

/** The theme in force. */
export function currentTheme(): Theme {
  return document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
}

/** Tells of each change; gives back what ends it. */
export function onThemeChange(listener: (theme: Theme) => void): () => void {
  const onChange = () => listener(currentTheme());
  document.addEventListener(CHANGE, onChange);
  return () => document.removeEventListener(CHANGE, onChange);
}

/** Once, before anything is drawn. */
export function startTheme(): void {
  apply(themeChoice());
  system.addEventListener('change', () => apply(themeChoice()));
}

function apply(choice: ThemeChoice): void {
  const theme: Theme = choice === 'auto' ? (system.matches ? 'dark' : 'light') : choice;
  if (document.documentElement.dataset['theme'] !== theme) {
    document.documentElement.dataset['theme'] = theme;
    document.dispatchEvent(new CustomEvent(CHANGE));
  }
}

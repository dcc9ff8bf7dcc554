/** Puts focus and sight on the title of the screen, where what stood under the focus has gone. */
export const focusTitle = (): void => document.querySelector<HTMLElement>('main h1')?.focus();

import { css } from 'lit';
import { boxStyles } from './box.js';
import { messageStyles } from './messages.js';
import { tokenStyles } from './tokens.js';

/** The styles of every element: a box that inherits the page's font and color. */
export const hostStyles = css`
  ${tokenStyles}${boxStyles}${messageStyles}
`;

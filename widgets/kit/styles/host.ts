import { css } from 'lit';
import { boxStyles } from './box.js';
import { messageStyles } from './messages.js';
import { tokenStyles } from './tokens.js';

export const hostStyles = css`
  ${tokenStyles}${boxStyles}${messageStyles}
`;

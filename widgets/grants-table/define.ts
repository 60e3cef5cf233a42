import { define } from '../kit/element/define.js';
import { CreditsGrantsTableElement } from './credits-grants-table-element.js';

define('credits-grants-table', CreditsGrantsTableElement);

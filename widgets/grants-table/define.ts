import { define } from '../shared/element/define.js';
import { CreditsGrantsTableElement } from './credits-grants-table-element.js';

define('credits-grants-table', CreditsGrantsTableElement);

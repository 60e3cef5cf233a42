import { define } from '../kit/element/define.js';
import { CreditsBalanceElement } from './credits-balance-element.js';

define('credits-balance', CreditsBalanceElement);

import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Balance } from '../../server/contract/index.js';
import { valuesOf } from '../balance/values.js';
import type { Context } from '../kit/element/credits-element.js';
import { CLOCK, icon, STOP, WARNING } from '../kit/element/icons.js';
import { phrase } from '../kit/element/rich.js';
import { formatAmount } from '../kit/format/amount.js';
import { choose } from '../kit/strings/choose.js';
import type { SaidElsewhere } from './alerts.js';
import { alertsOf } from './alerts.js';
import { endTemplate } from './end-template.js';

const ICONS = { low: WARNING, depleted: STOP, overdrawn: STOP, expiring: CLOCK };

/** What needs attention, each with its own shape; nothing where all is well. */
export function alertsTemplate(
  pools: readonly Balance[],
  elsewhere: SaidElsewhere,
  context: Context,
): TemplateResult | typeof nothing {
  const { strings, locale, numberLocale, nowMs } = context;
  const words = strings.portal;
  const alerts = alertsOf(pools, elsewhere, nowMs);
  if (!alerts.length) return nothing;
  return html`<ul class="alerts" aria-label=${words.alerts}>
    ${alerts.map(({ kind, pool }) => {
      const { nextExpiry } = pool;
      const sentence =
        kind === 'expiring' && nextExpiry
          ? phrase(choose(words.expiring, nextExpiry.amount, locale), {
              name: pool.name,
              amount: formatAmount(nextExpiry.amount, numberLocale),
              when: endTemplate(nextExpiry.at, context),
            })
          : phrase(choose(words[kind], pool.balance, locale), valuesOf(pool, context));
      return html`<li class="row alert ${kind}" part="alert">${icon(ICONS[kind])}${sentence}</li>`;
    })}
  </ul>`;
}

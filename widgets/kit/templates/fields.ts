import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

export type Option = readonly [value: string, label: string];

export const select = (
  label: string,
  chosen: string,
  options: readonly Option[],
  onChange: (value: string) => void,
  disabled = false,
): TemplateResult =>
  html`<select
    aria-label=${label}
    ?disabled=${disabled}
    @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value)}
  >
    ${options.map(([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
  </select>`;

/** Both days are included, as `YYYY-MM-DD`. */
export type Days = { readonly from: string; readonly to: string };

/** Two date inputs that cannot pass each other. `onChange` receives both days. */
export function daysTemplate(days: Days, labels: Days, onChange: (changed: Days) => void): TemplateResult {
  const day = (name: keyof Days) =>
    html`<label
      ><span>${labels[name]}</span
      ><input
        type="date"
        required
        min=${name === 'to' ? days.from : nothing}
        max=${name === 'from' ? days.to : nothing}
        .value=${days[name]}
        @change=${({ target }: Event) => {
          const { value, validity } = target as HTMLInputElement;
          if (validity.valid) onChange({ ...days, [name]: value });
        }}
    /></label>`;
  return html`<div class="dates">${day('from')}${day('to')}</div>`;
}

/** Reports the readable text to the parent, before the element's script runs and after it has finished. */
import type { CreditsBalanceElement } from '../../entries/credits-balance.js';

const complaints: string[] = [];
document.addEventListener('securitypolicyviolation', (event) => complaints.push(event.violatedDirective));
window.addEventListener('error', (event) => complaints.push(`error: ${event.message}`));

const element = document.querySelector('credits-balance') as Partial<CreditsBalanceElement> & Element;
const bases = () => [...(element.shadowRoot?.querySelectorAll<HTMLElement>('.base') ?? [])];
const read = () => bases().map(({ innerText }) => innerText.replace(/\s+/g, ' ').trim());
const first = read();
const later = new URLSearchParams(location.search).get('later');
if (later) await import(later);
await element.updateComplete;
parent.postMessage({ complaints, first, last: read() });

import { customerId, post } from './backend.js';
import { words } from './words.js';

const FIRST_MS = 2_500;
const EVERY_MS = 6_000;
/** A page that nobody has touched for so long is not looked at. */
const IDLE_MS = 90_000;
const YEAR_S = 31_536_000;

/** Others use the same credits: they work a little while the page is looked at, until the reader pauses them. */
export function wireColleagues(): void {
  const line = document.querySelector<HTMLElement>('#colleagues');
  const [text, button] = [line?.querySelector('span'), line?.querySelector('button')];
  if (!line || !text || !button) return;

  let paused = document.cookie.split('; ').includes('colleagues=paused');
  let touchedMs = performance.now();
  for (const touch of ['pointerdown', 'pointermove', 'keydown', 'scroll', 'focus']) {
    addEventListener(touch, () => (touchedMs = performance.now()), { passive: true, capture: true });
  }

  const show = (working: boolean) => {
    line.hidden = false;
    // An answer may come when the reader has paused them meanwhile.
    const works = working && !paused;
    line.classList.toggle('working', works);
    text.textContent = works ? words.colleagues.working : words.colleagues.resting;
    button.textContent = paused ? words.colleagues.resume : words.colleagues.pause;
  };

  const work = async () => {
    const looked = document.visibilityState === 'visible' && performance.now() - touchedMs < IDLE_MS;
    if (paused || !looked) return false;
    return (await post<{ working: boolean }>('/studio/api/colleagues', { customerId })).working;
  };
  const goOn = () => void work().then(show, () => show(false));

  button.addEventListener('click', () => {
    paused = !paused;
    document.cookie = `colleagues=${paused ? 'paused' : 'at-work'}; path=/; max-age=${YEAR_S}; samesite=lax`;
    show(!paused);
  });
  show(!paused);
  setTimeout(goOn, FIRST_MS);
  setInterval(goOn, EVERY_MS);
}

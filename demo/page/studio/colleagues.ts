import { customerId, words } from '../shared/document.js';
import { post } from '../shared/requests.js';

const FIRST_MS = 2_500;
const INTERVAL_MS = 6_000;
const IDLE_MS = 90_000;
const YEAR_S = 31_536_000;

/** The colleagues spend credits only while the reader is present, and until the reader pauses them. */
export function wireColleagues(): void {
  const line = document.querySelector<HTMLElement>('#colleagues');
  const [text, button] = [line?.querySelector('span'), line?.querySelector('button')];
  if (!line || !text || !button) return;

  let paused = document.cookie.split('; ').includes('colleagues=paused');
  let lastInputMs = performance.now();
  for (const input of ['pointerdown', 'pointermove', 'keydown', 'scroll', 'focus']) {
    addEventListener(input, () => (lastInputMs = performance.now()), { passive: true, capture: true });
  }

  const show = (working: boolean) => {
    line.hidden = false;
    // The reader may have paused the colleagues since the request was sent.
    const works = working && !paused;
    line.classList.toggle('working', works);
    text.textContent = works ? words.colleagues.working : words.colleagues.resting;
    button.textContent = paused ? words.colleagues.resume : words.colleagues.pause;
  };

  const work = async () => {
    const isPresent = document.visibilityState === 'visible' && performance.now() - lastInputMs < IDLE_MS;
    if (paused || !isPresent) return false;
    return (await post<{ working: boolean }>('/studio/api/colleagues', { customerId })).working;
  };
  const workAndShow = () => void work().then(show, () => show(false));

  button.addEventListener('click', () => {
    paused = !paused;
    document.cookie = `colleagues=${paused ? 'paused' : 'at-work'}; path=/; max-age=${YEAR_S}; samesite=lax`;
    show(!paused);
  });
  show(!paused);
  setTimeout(workAndShow, FIRST_MS);
  setInterval(workAndShow, INTERVAL_MS);
}

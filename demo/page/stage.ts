import type { Made } from '../host/work.js';
import { fill } from '../words/fill.js';
import { find } from './find.js';
import { unitsOf } from './units.js';
import { language, words } from './words.js';

/** What the stage says: what was asked, what came of it, what it cost, and how it was made. */
type Scene = { readonly ask?: string; readonly title: string; readonly cost: string; readonly detail?: string };

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const seconds = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const costs = unitsOf(language);
const PICTURE_SIZE = '1536 × 624';
const CLIP_SIZE = '1920 × 780';

/** Puts words on the stage; a refusal that stood there is over. */
export function tell({ ask = '', title, cost, detail = '' }: Scene): void {
  find('#refusal').hidden = true;
  const asked = find('#result .ask');
  asked.textContent = ask;
  asked.hidden = ask === '';
  find('#result .title').textContent = title;
  find('#result .cost').textContent = cost;
  find('#result .detail').textContent = detail;
}

/** Shows what was made. */
export function show(made: Made, cost: string, creditTypeId: string): void {
  if ('art' in made) find('#art').setAttribute('src', made.art);
  const frames = find('#frames');
  frames.hidden = made.kind !== 'batch';
  if (made.kind === 'batch') frames.style.setProperty('--done', String(made.done / made.asked));
  tell({ ...sceneOf(made), cost: costs(cost, creditTypeId) });
}

const pickFrom = <T>(list: readonly [T, ...T[]], pick: number): T => list[pick % list.length] ?? list[0];

function sceneOf(made: Made): Omit<Scene, 'cost'> {
  const { work, muse } = words;
  switch (made.kind) {
    case 'message': {
      const { ask, answer } = pickFrom(muse.chats as [Chat, ...Chat[]], made.pick);
      const tokens = { in: whole.format(made.tokensIn), out: whole.format(made.tokensOut) };
      return { ask, title: answer, detail: fill(work.exchange, tokens) };
    }
    case 'image': {
      const title = pickFrom(muse.pictures as [string, ...string[]], made.pick);
      return { title, detail: fill(work.picture, { size: PICTURE_SIZE, seed: String(made.seed) }) };
    }
    case 'batch': {
      const [done, asked] = [whole.format(made.done), whole.format(made.asked)];
      const title = fill(made.done === made.asked ? work.captions.all : work.captions.some, { done, asked });
      const tokens = whole.format(made.tokens);
      return { title, detail: fill(work.batch, { events: asked, tokens, seconds: seconds.format(made.seconds) }) };
    }
    case 'render':
      return { title: work.clip, detail: fill(work.frames, { size: CLIP_SIZE }) };
  }
}

type Chat = { readonly ask: string; readonly answer: string };

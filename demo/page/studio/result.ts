import { amountFormat } from '../../shared/amounts.js';
import type { Output } from '../../shared/work.js';
import { fill } from '../../words/languages.js';
import { find, language, words } from '../shared/document.js';

/** The text over the picture. `prompt` is the reader's side of a chat. */
type Message = { readonly prompt?: string; readonly title: string; readonly cost: string; readonly detail?: string };

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const seconds = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const format = amountFormat(language);
const PICTURE_SIZE = '1536 × 624';
const CLIP_SIZE = '1920 × 780';

export function showMessage({ prompt = '', title, cost, detail = '' }: Message): void {
  find('#refusal').hidden = true;
  const element = find('#result .prompt');
  element.textContent = prompt;
  element.hidden = prompt === '';
  find('#result .title').textContent = title;
  find('#result .cost').textContent = cost;
  find('#result .detail').textContent = detail;
}

export function showOutput(output: Output, cost: string, creditTypeId: string): void {
  if ('picture' in output) find('#picture').setAttribute('src', output.picture);
  const frames = find('#frames');
  frames.hidden = output.kind !== 'batch';
  if (output.kind === 'batch') frames.style.setProperty('--done', String(output.captions / output.frames));
  showMessage({ ...messageFor(output), cost: format(cost, creditTypeId) });
}

const sampleAt = <T>(list: readonly [T, ...T[]], place: number): T => list[place % list.length] ?? list[0];

function messageFor(output: Output): Omit<Message, 'cost'> {
  const { work, samples } = words;
  switch (output.kind) {
    case 'message': {
      const { prompt, answer } = sampleAt(samples.chats as [Chat, ...Chat[]], output.sample);
      const tokens = { in: whole.format(output.tokensIn), out: whole.format(output.tokensOut) };
      return { prompt, title: answer, detail: fill(work.exchange, tokens) };
    }
    case 'image': {
      const title = sampleAt(samples.pictures as [string, ...string[]], output.sample);
      return { title, detail: fill(work.picture, { size: PICTURE_SIZE, seed: String(output.seed) }) };
    }
    case 'batch': {
      const [done, asked] = [whole.format(output.captions), whole.format(output.frames)];
      const title = fill(output.captions === output.frames ? work.captions.all : work.captions.some, { done, asked });
      const tokens = whole.format(output.tokens);
      return { title, detail: fill(work.batch, { events: asked, tokens, seconds: seconds.format(output.seconds) }) };
    }
    case 'render':
      return { title: work.clip, detail: fill(work.frames, { size: CLIP_SIZE }) };
  }
}

type Chat = { readonly prompt: string; readonly answer: string };

import { find, words } from '../shared/document.js';
import { type Line, readLedger } from './lines.js';
import { describe } from './text.js';

const FIRST_ROWS = 7;

/** New rows are added at the top. Only the newest row may still gain entries. */
export function showLedger() {
  const table = find<HTMLTableElement>('#ledger');
  const body = find<HTMLTableSectionElement>('#ledger tbody');
  const note = find('#ledger-note');
  const more = find<HTMLButtonElement>('#ledger-more');
  let shownCounts: ReadonlyMap<string, number> | null = null;
  let older: readonly HTMLTableRowElement[] = [];
  let isStale = false;
  let isReading = false;

  more.addEventListener('click', () => {
    const [first] = older;
    body.append(...older);
    older = [];
    more.hidden = true;
    // The button is hidden and loses the focus, so the first added row gets the focus.
    if (first) first.tabIndex = -1;
    first?.focus();
  });

  function paint(lines: readonly Line[], pools: number): void {
    const before = shownCounts;
    const row = (line: Line) => rowOf(line, pools > 1);
    if (before) {
      const arrived = lines.filter(({ id, count }) => before.get(id) !== count);
      for (const line of arrived) body.querySelector(`[data-entry="${line.id}"]`)?.remove();
      const rows = arrived.map(row);
      for (const element of rows) element.classList.add('new');
      body.prepend(...rows);
    } else {
      const all = lines.map(row);
      body.append(...all.slice(0, FIRST_ROWS));
      older = all.slice(FIRST_ROWS);
    }
    shownCounts = new Map(lines.map(({ id, count }) => [id, count]));
    more.hidden = older.length === 0;
    table.ariaBusy = null;
    table.hidden = body.rows.length === 0;
    showNote(body.rows.length === 0 ? words.ledger.empty : '');
  }

  function showNote(sentence: string): void {
    note.textContent = sentence;
    note.hidden = sentence === '';
  }

  return {
    /** A call during a read starts another read afterwards. */
    async refresh(): Promise<void> {
      isStale = true;
      if (isReading) return;
      isReading = true;
      while (isStale) {
        isStale = false;
        try {
          const { lines, pools } = await readLedger();
          paint(lines, pools);
        } catch {
          // The visible rows stay correct, and the next change of the balance refreshes them.
          if (body.rows.length === 0) showNote(words.ledger.unreadable);
        }
      }
      isReading = false;
    },
  };
}

function rowOf(line: Line, showsPool: boolean): HTMLTableRowElement {
  const text = describe(line);
  const element = document.createElement('tr');
  element.setAttribute('role', 'row');
  element.dataset['entry'] = line.id;
  element.dataset['type'] = line.entry.type;
  const time = document.createElement('time');
  time.dateTime = line.entry.at;
  time.title = text.instant;
  time.textContent = text.time;
  element.append(
    cell('time', time),
    cell('type', text.type),
    cell('about', text.about, ...optional('count', text.count), ...optional('who', text.who)),
    cell('grant', text.grant),
    cell(text.delta.startsWith('+') ? 'delta gain' : 'delta', isolate(text.delta)),
    cell('after', isolate(text.after), ...(showsPool ? optional('pool', line.pool) : [])),
  );
  return element;
}

function cell(name: string, ...content: readonly (Node | string)[]): HTMLTableCellElement {
  const element = document.createElement('td');
  element.setAttribute('role', 'cell');
  element.className = name;
  element.append(...content);
  return element;
}

/** Keeps the sign of a number on its left in right-to-left text. */
function isolate(text: string): HTMLElement {
  const element = document.createElement('bdi');
  element.textContent = text;
  return element;
}

function optional(name: string, text: string): readonly (Node | string)[] {
  if (text === '') return [];
  const element = document.createElement('small');
  element.className = name;
  element.textContent = text;
  return [' ', element];
}

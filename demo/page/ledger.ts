import { type Line, readLedger } from './ledger-data.js';
import { describe } from './ledger-words.js';

/** How many rows there are until the reader asks for more. */
const FIRST_ROWS = 8;

const find = <E extends HTMLElement>(selector: string): E => {
  const element = document.querySelector<E>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
};

/** Keeps the ledger's table as the ledger is. Entries never change, so rows are only ever added. */
export function showLedger() {
  const table = find<HTMLTableElement>('#ledger');
  const body = find<HTMLTableSectionElement>('#ledger tbody');
  const note = find('#ledger-note');
  const more = find<HTMLButtonElement>('#ledger-more');
  let known: ReadonlySet<string> | null = null;
  let older: readonly HTMLTableRowElement[] = [];
  let wanted = false;
  let reading = false;

  more.addEventListener('click', () => {
    body.append(...older);
    older = [];
    more.hidden = true;
  });

  function paint(lines: readonly Line[], pools: number): void {
    const before = known;
    const rows = (from: readonly Line[]) => from.map((line) => rowOf(line, pools > 1));
    if (before) {
      const arrived = rows(lines.filter(({ id }) => !before.has(id)));
      for (const row of arrived) row.classList.add('new');
      body.prepend(...arrived);
    } else {
      const all = rows(lines);
      body.append(...all.slice(0, FIRST_ROWS));
      older = all.slice(FIRST_ROWS);
    }
    known = new Set(lines.map(({ id }) => id));
    more.hidden = older.length === 0;
    table.ariaBusy = null;
    table.hidden = body.rows.length === 0;
    say(body.rows.length === 0 ? 'Nothing yet. The first grant shows up here the moment it is made.' : '');
  }

  function say(words: string): void {
    note.textContent = words;
    note.hidden = words === '';
  }

  return {
    /** Reads it again; once more afterwards if asked while reading. */
    async refresh(): Promise<void> {
      wanted = true;
      if (reading) return;
      reading = true;
      while (wanted) {
        wanted = false;
        try {
          const { lines, pools } = await readLedger();
          paint(lines, pools);
        } catch {
          // What is shown stays right, only not complete; the next change of the balance asks again.
          if (body.rows.length === 0) say('The ledger cannot be read at the moment.');
        }
      }
      reading = false;
    },
  };
}

function rowOf(line: Line, named: boolean): HTMLTableRowElement {
  const words = describe(line);
  const element = document.createElement('tr');
  element.setAttribute('role', 'row');
  element.dataset['entry'] = line.id;
  element.dataset['type'] = line.entry.type;
  const time = document.createElement('time');
  time.dateTime = line.entry.at;
  time.title = words.instant;
  time.textContent = words.time;
  element.append(
    cell('time', time),
    cell('type', words.type),
    cell('about', words.about),
    cell('grant', words.grant),
    cell(words.delta.startsWith('+') ? 'delta gain' : 'delta', words.delta),
    cell('after', words.after, named ? small(line.pool) : ''),
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

function small(text: string): HTMLElement {
  const element = document.createElement('small');
  element.textContent = text;
  return element;
}

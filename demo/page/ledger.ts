import { find } from './find.js';
import { type Line, readLedger } from './ledger-data.js';
import { describe } from './ledger-words.js';
import { words } from './words.js';

/** How many rows there are until the reader asks for more. */
const FIRST_ROWS = 7;

/** Keeps the ledger's table as the ledger is: rows come on top, and only the newest may still grow. */
export function showLedger() {
  const table = find<HTMLTableElement>('#ledger');
  const body = find<HTMLTableSectionElement>('#ledger tbody');
  const note = find('#ledger-note');
  const more = find<HTMLButtonElement>('#ledger-more');
  let shown: ReadonlyMap<string, number> | null = null;
  let older: readonly HTMLTableRowElement[] = [];
  let wanted = false;
  let reading = false;

  more.addEventListener('click', () => {
    const [first] = older;
    body.append(...older);
    older = [];
    more.hidden = true;
    // The button is gone: what it brought has the keyboard.
    if (first) first.tabIndex = -1;
    first?.focus();
  });

  function paint(lines: readonly Line[], pools: number): void {
    const before = shown;
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
    shown = new Map(lines.map(({ id, count }) => [id, count]));
    more.hidden = older.length === 0;
    table.ariaBusy = null;
    table.hidden = body.rows.length === 0;
    say(body.rows.length === 0 ? words.ledger.empty : '');
  }

  function say(sentence: string): void {
    note.textContent = sentence;
    note.hidden = sentence === '';
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
          if (body.rows.length === 0) say(words.ledger.unreadable);
        }
      }
      reading = false;
    },
  };
}

function rowOf(line: Line, named: boolean): HTMLTableRowElement {
  const said = describe(line);
  const element = document.createElement('tr');
  element.setAttribute('role', 'row');
  element.dataset['entry'] = line.id;
  element.dataset['type'] = line.entry.type;
  const time = document.createElement('time');
  time.dateTime = line.entry.at;
  time.title = said.instant;
  time.textContent = said.time;
  element.append(
    cell('time', time),
    cell('type', said.type),
    cell('about', said.about, ...small('count', said.count), ...small('who', said.who)),
    cell('grant', said.grant),
    cell(said.delta.startsWith('+') ? 'delta gain' : 'delta', isolated(said.delta)),
    cell('after', isolated(said.after), ...(named ? small('pool', line.pool) : [])),
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

/** A number keeps its sign on its side, whichever way the page is written. */
function isolated(text: string): HTMLElement {
  const element = document.createElement('bdi');
  element.textContent = text;
  return element;
}

function small(name: string, text: string): readonly (Node | string)[] {
  if (text === '') return [];
  const element = document.createElement('small');
  element.className = name;
  element.textContent = text;
  return [' ', element];
}

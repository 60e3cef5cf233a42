import type { FakeServer } from '../fake-server.js';
import { problem } from '../fake-server.js';

/** The elements that have states to show. */
export const TAGS = [
  'credits-balance',
  'credits-usage-chart',
  'credits-grants-table',
  'credits-utilization-portal',
] as const;
export type Tag = (typeof TAGS)[number];

/** What is done to an element that has come to rest. */
export type Step = (element: HTMLElement, server: FakeServer) => void;

/** One state of an element: how it is come by, and how it is told that it is there. */
export type WidgetState = {
  /** What there is to see, in a line. */
  readonly about: string;
  /** Beside those of every element in a gallery: `api`, `token`, `time-zone`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** What the server has, before it is first asked. */
  readonly serve?: (server: FakeServer) => void;
  /** What happens then, each when what was before has come to rest. */
  readonly steps?: readonly Step[];
  /** What `:state(…)` holds in the end. */
  readonly holds: readonly string[];
  /** The part that says it, where the rest is as in the ready state: a picture of it is enough. */
  readonly shows?: string;
  /** Something in it stays `aria-busy`: it is on its way for ever. */
  readonly isBusy?: boolean;
};

/** The states of one element by name, as an address has it: `signed-out`. */
export type WidgetStates = Readonly<Record<string, WidgetState>>;

const never = () => new Promise<Response>(() => undefined);

const cutOff: Step = (_, server) => {
  server.down = true;
  for (const stream of server.openStreams) stream.end();
};

/** The states that every element has, whatever it shows: those of what stands between it and the server. */
export const connectionStates = {
  loading: {
    about: 'The shape of what is coming.',
    serve: (server) => (server.onStream = server.onBalances = never),
    holds: ['loading'],
    isBusy: true,
  },
  error: {
    about: 'Nothing could be had: words, a retry, the id of the request.',
    serve: (server) => (server.onStream = server.onBalances = () => problem(503, 'unavailable')),
    holds: ['error'],
  },
  forbidden: {
    about: 'The token may not read credits; to try again would not help.',
    serve: (server) => (server.onStream = server.onBalances = () => problem(403, 'forbidden')),
    holds: ['error'],
  },
  'signed-out': {
    about: 'Nobody is signed in.',
    attributes: { token: '' },
    holds: ['signed-out'],
  },
  stale: {
    about: 'The server is away; the last numbers stay, with their time.',
    steps: [cutOff],
    holds: ['ready', 'stale'],
  },
  offline: {
    about: 'The device is offline; the last numbers stay, with their time.',
    steps: [
      (_, server) => {
        server.down = true;
        window.dispatchEvent(new Event('offline'));
      },
    ],
    holds: ['ready', 'offline'],
  },
  current: {
    about: 'Asked once, with live="off".',
    attributes: { live: 'off' },
    holds: ['ready', 'current'],
  },
} satisfies WidgetStates;

type Serve = (server: FakeServer) => void;

/** A server that has this. */
export const serving =
  (over: Partial<FakeServer>): Serve =>
  (server) =>
    void Object.assign(server, over);

/** These states, of servers that have what is usual but for what each says. */
export const basedOn = (usual: Serve, states: WidgetStates): WidgetStates =>
  Object.fromEntries(
    Object.entries(states).map(([name, state]) => {
      const serve: Serve = (server) => {
        usual(server);
        state.serve?.(server);
      };
      return [name, { ...state, serve }];
    }),
  );

/** The elements of one kind under an element's shadow, however deep. */
export function findAll<E extends Element = HTMLElement>(root: ParentNode, selector: string): E[] {
  const here = [...root.querySelectorAll<E>(selector)];
  const deeper = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? findAll<E>(shadowRoot, selector) : [],
  );
  return [...here, ...deeper];
}

/** Presses what a selector finds first. */
export const press =
  (selector: string): Step =>
  (element) =>
    found(element, selector).click();

/** Chooses in the first select that a selector finds. */
export const choosing =
  (selector: string, value: string): Step =>
  (element) => {
    const select = found<HTMLSelectElement>(element, selector);
    select.value = value;
    select.dispatchEvent(new Event('change'));
  };

/** Presses a key where the keyboard is in bars. */
export const key =
  (name: string): Step =>
  (element) => {
    const walk = found(element, '[role=slider]');
    walk.focus();
    walk.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
  };

function found<E extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string): E {
  const [first] = element.shadowRoot ? findAll<E>(element.shadowRoot, selector) : [];
  if (!first) throw new Error(`<${element.localName}> has no ${selector}`);
  return first;
}

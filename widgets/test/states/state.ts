import type { FakeServer } from '../fake-server.js';
import { problem } from '../fake-server.js';

export const TAGS = [
  'credits-balance',
  'credits-usage-chart',
  'credits-grants-table',
  'credits-utilization-portal',
] as const;
export type Tag = (typeof TAGS)[number];

export type Step = (element: HTMLElement, server: FakeServer) => void;

export type WidgetState = {
  /** One sentence about the visible result. */
  readonly about: string;
  /** Beside the attributes that every gallery element has: `api`, `token`, `time-zone`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Prepares the server before the first request. */
  readonly serve?: (server: FakeServer) => void;
  /** Steps run in order, each after the element has settled. */
  readonly steps?: readonly Step[];
  /** The custom states (`:state(…)`) at the end. */
  readonly holds: readonly string[];
  /** The part that a picture shows, if the rest looks as in the ready state. */
  readonly shows?: string;
  /** Whether a part stays `aria-busy` forever. */
  readonly isBusy?: boolean;
};

/** States by name, as in URLs: `signed-out`. */
export type WidgetStates = Readonly<Record<string, WidgetState>>;

const never = () => new Promise<Response>(() => undefined);

const cutOff: Step = (_, server) => {
  server.down = true;
  for (const stream of server.openStreams) stream.end();
};

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

export const serving =
  (over: Partial<FakeServer>): Serve =>
  (server) =>
    void Object.assign(server, over);

/** Prepares each state's server with the usual data first. */
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

/** Finds matches in all nested shadow roots. */
export function findAll<E extends Element = HTMLElement>(root: ParentNode, selector: string): E[] {
  const here = [...root.querySelectorAll<E>(selector)];
  const deeper = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot ? findAll<E>(shadowRoot, selector) : [],
  );
  return [...here, ...deeper];
}

export const press =
  (selector: string): Step =>
  (element) =>
    found(element, selector).click();

export const choosing =
  (selector: string, value: string): Step =>
  (element) => {
    const select = found<HTMLSelectElement>(element, selector);
    select.value = value;
    select.dispatchEvent(new Event('change'));
  };

/** Presses a key on the bars, which take the keyboard as a slider. */
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

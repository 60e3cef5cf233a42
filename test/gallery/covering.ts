import { DEFAULT_LOOK, type Look, LOOKS, urlFor } from '../../demo/gallery/looks.js';
import { STATES, type Tag, TAGS } from '../../widgets/test/states/index.js';

/** System preferences that the browser emulates. */
export const SYSTEMS = {
  usual: {},
  dark: { colorScheme: 'dark' },
  'forced-colors': { forcedColors: 'active' },
  contrast: { contrast: 'more' },
  'reduced-motion': { reducedMotion: 'reduce' },
} as const;
export type System = keyof typeof SYSTEMS;

export type GalleryPage = {
  /** Unique, for example `balance-ready-rtl`. */
  readonly name: string;
  readonly tag: Tag;
  readonly state: string;
  readonly look: Look;
  readonly system: System;
  readonly path: string;
  /** Selector of the pictured part of the box; `null` pictures all of it. */
  readonly shows: string | null;
};

const BASE: Look = { ...DEFAULT_LOOK, theme: 'light' };

function page(tag: Tag, state: string, over: Partial<Look> = {}, system: System = 'usual'): GalleryPage {
  const look = { ...BASE, ...over };
  const short = tag.replace('credits-', '');
  const differs = [...Object.values(over), ...(system === 'usual' ? [] : [system])];
  const path = urlFor(`/gallery/${short}/${state}`, look);
  // The portal consists of elements with pictures of their own, so it is pictured whole only in the base look and by
  // width.
  const isLayout = differs.length === 0 || (look.text === 'usual' && over.width !== undefined);
  const partly = tag === 'credits-utilization-portal' && !isLayout ? '.side:nth-of-type(2)' : null;
  const shows = STATES[tag][state]?.shows ?? partly;
  return { name: [short, state, ...differs].join('-'), tag, state, look, system, path, shows };
}

const others = <Name extends keyof Look>(name: Name): Partial<Look>[] =>
  LOOKS[name].filter((value) => value !== BASE[name]).map((value) => ({ [name]: value }));

/** Every value of every option once for a ready element, and combinations that affect each other. */
const LOOKED_AT: readonly (readonly [Partial<Look>, System?])[] = [
  ...(['theme', 'dir', 'width', 'text'] as const).flatMap(others).map((look) => [look] as const),
  ...others('lang').map((look) => [look.lang === 'ar' ? { ...look, dir: 'rtl' as const } : look] as const),
  [{ theme: 'dark', dir: 'rtl', width: '320' }],
  [{ theme: 'auto' }, 'dark'],
  [{}, 'forced-colors'],
  [{ theme: 'dark' }, 'forced-colors'],
  [{}, 'contrast'],
  [{}, 'reduced-motion'],
  [{ text: 'large', width: '320' }],
  [{ text: 'spaced', width: '320' }],
];

export const COVERING: readonly GalleryPage[] = TAGS.flatMap((tag) => [
  ...Object.keys(STATES[tag]).map((state) => page(tag, state)),
  ...LOOKED_AT.map(([look, system]) => page(tag, 'ready', look, system)),
]);

/** Motion does not show in pictures, and letters outside the gallery's own fonts differ between machines. */
const UNSEEN: readonly string[] = ['reduced-motion', 'ja', 'ar', 'fr', 'es'];

/** German stands for the other languages in pictures, because its words are the longest. */
export const PICTURED: readonly GalleryPage[] = COVERING.filter(
  ({ look, system }) => !UNSEEN.includes(look.lang) && !UNSEEN.includes(system),
);

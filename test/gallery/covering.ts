import { DEFAULT_LOOK, type Look, LOOKS, urlFor } from '../../demo/gallery/looks.js';
import { STATES, type Tag, TAGS } from '../../widgets/test/states/index.js';

/** What a reader's system asks for, as the browser is told to pretend. */
export const SYSTEMS = {
  usual: {},
  dark: { colorScheme: 'dark' },
  'forced-colors': { forcedColors: 'active' },
  contrast: { contrast: 'more' },
  'reduced-motion': { reducedMotion: 'reduce' },
} as const;
export type System = keyof typeof SYSTEMS;

/** One page of the gallery, and how it is looked at. */
export type GalleryPage = {
  /** Of its own: `balance-ready-rtl`. */
  readonly name: string;
  readonly tag: Tag;
  readonly state: string;
  readonly look: Look;
  readonly system: System;
  readonly path: string;
  /** What a picture shows, by a selector under the box; null shows all of it. */
  readonly shows: string | null;
};

const BASE: Look = { ...DEFAULT_LOOK, theme: 'light' };

function page(tag: Tag, state: string, over: Partial<Look> = {}, system: System = 'usual'): GalleryPage {
  const look = { ...BASE, ...over };
  const short = tag.replace('credits-', '');
  const differs = [...Object.values(over), ...(system === 'usual' ? [] : [system])];
  const path = urlFor(`/gallery/${short}/${state}`, look);
  // The portal is made of the other elements, which have pictures of their own; what it is as a whole is its layout.
  const isLayout = differs.length === 0 || (look.text === 'usual' && over.width !== undefined);
  const partly = tag === 'credits-utilization-portal' && !isLayout ? '.side:nth-of-type(2)' : null;
  const shows = STATES[tag][state]?.shows ?? partly;
  return { name: [short, state, ...differs].join('-'), tag, state, look, system, path, shows };
}

const others = <Name extends keyof Look>(name: Name): Partial<Look>[] =>
  LOOKS[name].filter((value) => value !== BASE[name]).map((value) => ({ [name]: value }));

/** What a ready element is looked at as: every value once, and what goes together. */
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

/** A covering set of the gallery: every state of every element once, and its ready one in every other way. */
export const COVERING: readonly GalleryPage[] = TAGS.flatMap((tag) => [
  ...Object.keys(STATES[tag]).map((state) => page(tag, state)),
  ...LOOKED_AT.map(([look, system]) => page(tag, 'ready', look, system)),
]);

/** What pictures cannot tell apart, or cannot be compared: motion, and letters that the gallery does not bring along. */
const UNSEEN: readonly string[] = ['reduced-motion', 'ja', 'ar', 'fr', 'es'];

/** Those of them that pictures are kept of. German stands for the languages: its words are the longest. */
export const PICTURED: readonly GalleryPage[] = COVERING.filter(
  ({ look, system }) => !UNSEEN.includes(look.lang) && !UNSEEN.includes(system),
);

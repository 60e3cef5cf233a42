import { placeTag } from './mount.js';
import type { Tag, WidgetState } from './states/index.js';
import { wordsToldBy } from './words.js';
import type { World } from './world.js';
import { settle } from './world.js';

/** Returns the element in its state with the words it received. `prepare` runs before the first render. */
export async function stage(
  world: World,
  tag: Tag,
  state: WidgetState,
  prepare: (element: HTMLElement) => void = () => undefined,
) {
  const { server } = world;
  state.serve?.(server);
  const told = wordsToldBy(server);
  const element = placeTag(tag, { 'time-zone': 'UTC', ...state.attributes });
  prepare(element);
  await settle();
  await settle();
  for (const step of state.steps ?? []) {
    step(element, server);
    await settle();
    await settle();
  }
  return { element, told };
}

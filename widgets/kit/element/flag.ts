/** Whether an attribute is on. Frameworks write the word, so "false" is off. */
export const isOn = (value: unknown): boolean => value != null && value !== false && value !== 'false';

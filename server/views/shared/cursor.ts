/** The text of a cursor: the place of a row, as base64url of JSON. Opaque to clients. */
export const cursorText = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

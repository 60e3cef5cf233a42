/** A cursor is the position of a row, as base64url of JSON. It is opaque to clients. */
export const cursorText = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

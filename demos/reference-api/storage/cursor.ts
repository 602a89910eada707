// Where a page of a list ends, newest first: "milliseconds.id". It names a moment and an id, nothing secret: what the next page
// may show is decided anew.
export interface Place {
  readonly at: Date;
  readonly id: string;
}

export const cursorOf = ({ at, id }: Place): string => `${at.getTime()}.${id}`;

/** @param cursor of the form that the contract asks for */
export function placeOf(cursor: string | undefined): Place | null {
  const [at, id] = cursor?.split('.') ?? [];
  return at === undefined || id === undefined ? null : { at: new Date(Number(at)), id };
}

/** A tenant's row, as sealed values are bound to it: a row that is handed to another tenant, whole, does not open there. */
export const rowOf = (organisation: string, id: string): string => `${organisation}/${id}`;

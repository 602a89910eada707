// For weak twins: the moment between reading and writing that attackers wait for, made certain instead of hoped for.

/** Each call waits until `n` have come; later ones do not wait. */
export function together(n: number): () => Promise<void> {
  let come = 0;
  let open: () => void = () => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come === n) open();
    return all;
  };
}

/** Lets others have their turn between two parts of a long computation: what a run of a large desk computes in one piece is time in
 *  which nobody gets an answer (P13: 50 ms at most). */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

/** A copy of an object without one property. */
export function omit<Whole extends object, Name extends keyof Whole>(
  whole: Whole,
  name: Name,
): Omit<Whole, Name> {
  return Object.fromEntries(Object.entries(whole).filter(([property]) => property !== name)) as Omit<
    Whole,
    Name
  >;
}

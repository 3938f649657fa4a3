import { InvalidArgumentError } from "commander";

/** Reads a whole number from a command line. */
export function parseInteger(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** Reads a whole number of at least 1 from a command line. */
export function parseCount(text: string): number {
  const value = parseInteger(text);
  if (value < 1) throw new InvalidArgumentError("It must be at least 1.");
  return value;
}

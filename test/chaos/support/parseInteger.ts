import { InvalidArgumentError } from "commander";

/** Parses a command line argument that is a whole number. */
export function parseInteger(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** Parses a command line argument that is a whole number of at least 1. */
export function parseCount(text: string): number {
  const value = parseInteger(text);
  if (value < 1) throw new InvalidArgumentError("It must be at least 1.");
  return value;
}

import fc from "fast-check";

// What property tests draw is the same each time, so that a commit fails for what it changes. `npm run fuzz` and
// `npm run chaos` draw anew.
fc.configureGlobal({ seed: 20261125 });

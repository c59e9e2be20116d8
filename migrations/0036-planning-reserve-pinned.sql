-- Planning: the door into the ledger runs under a search path of its own, like every other function that runs with its owner's rights.
-- Migration 0023 left it out for speed, because all its names bear their schema and the application's role may create nothing; operators
-- and types bear none, and whoever is given a schema of his own later must not be able to slip his under the ledger.
alter function planning.reserve(planning.visit) set search_path = pg_catalog, pg_temp;

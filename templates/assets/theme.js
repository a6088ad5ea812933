// Says that JavaScript runs, before anything is painted: style sheets show what needs it.
"use strict";

document.documentElement.classList.replace("no-js", "js");

// The theme's program for searching keeps nothing: it asks these for what it has stored.
var __md_scope = new URL("../..", document.currentScript.src);
var __md_get = () => null;
var __md_set = () => {};
var __md_hash = () => 0;

// Says that JavaScript runs, before anything is painted: style sheets show what needs it.
"use strict";

document.documentElement.classList.replace("no-js", "js");

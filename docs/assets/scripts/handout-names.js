// What the page of handouts and the pages that it reads call the frame between them.

export const SOURCE = "handout-source";

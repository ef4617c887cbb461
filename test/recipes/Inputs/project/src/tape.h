#ifndef TAPE_H
#define TAPE_H

void rewind(int *position);

#endif

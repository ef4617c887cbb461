// A leak that a guard would mend: the rewrite changes behavior.
struct Handle;
Handle *acquire();
void release(Handle *) noexcept;
bool valid(Handle *);
int exits() {
  Handle *H = acquire();
  if (!valid(H)) {
    release(H);
    return -1;
  }
  release(H);
  return 0;
}

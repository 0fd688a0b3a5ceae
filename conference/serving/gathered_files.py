"""Static files from memory, and from the disk those that were gathered after this process had started.

While processes are replaced one after another, a page of a new one loads its style sheets from an old one, which the
proxy chose. Their names tell their content, so that whatever lies under such a name is what was asked for.
"""

import os
import re

from whitenoise.middleware import WhiteNoiseMiddleware

NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{12}\.\w+\Z")


class GatheredFilesMiddleware(WhiteNoiseMiddleware):
    def __call__(self, request):
        if NAMED_BY_CONTENT.search(request.path_info) and request.path_info not in self.files:
            self.look_on_disk(request.path_info)
        return super().__call__(request)

    def look_on_disk(self, address):
        """Keep the file of an address from now on, if there is one in the folder of gathered files."""
        root = os.path.abspath(self.static_root) + os.sep
        path = os.path.join(root, address.removeprefix(self.static_prefix))
        is_inside = address.startswith(self.static_prefix) and self.path_is_child_of(path, root)
        if is_inside and self.url_is_canonical(address) and os.path.isfile(path):
            self.add_file_to_dictionary(address, path)

    def immutable_file_test(self, path, url):
        return super().immutable_file_test(path, url) or bool(NAMED_BY_CONTENT.search(url))

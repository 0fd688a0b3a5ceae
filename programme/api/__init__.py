"""The released programme for other programs: JSON at `/api/v1/`, read only, with an OpenAPI description.

The addresses are `Operation`s. Each app with data to offer lists its own in the module that the setting `API_PARTS`
names; the addresses, the description and the page that explains it are all made from these lists.
"""

"""What is released, for other programs: JSON at `/api/v1/`, read only, and a description of it (OpenAPI).

The addresses are `Operation`s. Each app that has something to offer lists its own in the module that the setting
`API_PARTS` names; the addresses, the description and the page that explains it are all made from these lists.
"""
